import { list } from './list.ts'
import type { NameTable } from './name-table.ts'

export const ARABIC_NAMES: NameTable = {
  culture: 'arabic',
  language: 'ar',
  weight: 50,
  female: list(`
    Aaliyah, Amal, Amina, Asma, Basma, Dalal, Dunya, Farida, Ghada, Hadiya, Hala, Hanan, Iman, Jamila, Khadija, Lamya, Layla, Maha,
    Mariam, Maysoon, Nabila, Nadia, Najwa, Rania, Rima, Salma, Samira, Suha, Wafa, Yasmin, Zahra, Zaynab
  `),
  male: list(`
    Abdullah, Adil, Ahmad, Anwar, Bashir, Bilal, Faisal, Farouk, Fuad, Ghassan, Habib, Hamza, Hassan, Ibrahim, Idris, Imad, Jamal,
    Karim, Khalid, Mahmoud, Marwan, Mustafa, Nabil, Nasir, Omar, Rashid, Sami, Tariq, Walid, Yasir, Yusuf, Ziad
  `),
  family: list(`
    Abboud, Abu Zayd, al-Amin, al-Bakri, al-Haddad, al-Jabari, al-Khatib, al-Masri, al-Najjar, al-Qasim, al-Rashidi, al-Sabbagh, Awad,
    Barakat, Bishara, Daher, Darwish, el-Shazly, Farhat, Ghanem, Hamdan, Haddad, Ismail, Jaber, Kanaan, Khoury, Maalouf, Mansour, Nasser,
    Othman, Qabbani, Sa'ad, Salameh, Shaheen, Sulayman, Tahan, Yassin, Zidan
  `),
}
