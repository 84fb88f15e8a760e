import { list } from './list.ts'
import type { NameTable } from './name-table.ts'

export const WEST_AFRICAN_NAMES: NameTable = {
  culture: 'west-african',
  language: 'fr',
  weight: 60,
  female: list(`
    Abena, Adaeze, Adwoa, Afia, Akosua, Ama, Aminata, Awa, Ayodele, Binta, Bolanle, Chiamaka, Chinwe, Efua, Esi, Fatou, Folake, Ifeoma,
    Kadiatou, Mariama, Ngozi, Nkechi, Obioma, Oluchi, Ramatou, Sika, Temitope, Uchenna, Yaa, Yewande
  `),
  male: list(`
    Adebayo, Amadou, Babatunde, Boubacar, Chidi, Chukwuemeka, Ebo, Emeka, Femi, Ibrahima, Ikenna, Kofi, Kojo, Kwabena, Kwaku, Kwame,
    Lamine, Mamadou, Modou, Nnamdi, Obinna, Olufemi, Olumide, Ousmane, Sékou, Segun, Tunde, Uche, Yaw
  `),
  family: list(`
    Acheampong, Adeyemi, Agyeman, Akinwande, Ampofo, Anyanwu, Asare, Ba, Balogun, Bangura, Boateng, Camara, Ceesay, Conteh, Danso, Diallo,
    Diop, Ekwueme, Eze, Fofana, Gyasi, Iroegbu, Jalloh, Kamara, Keïta, Koroma, Mbaye, Mensah, Ndiaye, Nwosu, Obi, Odukoya, Ofori, Ogundipe,
    Okafor, Okonjo, Opoku, Osei, Owusu, Sarr, Sesay, Sow, Tetteh, Touré, Yeboah
  `),
}
