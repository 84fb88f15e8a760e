import { list } from './list.ts'
import type { NameTable } from './name-table.ts'

export const HAWAIIAN_NAMES: NameTable = {
  culture: 'hawaiian',
  language: 'haw',
  weight: 30,
  female: list(`
    Aloha, Anela, Hauʻoli, Healani, Hiʻilani, Hōkū, Iolani, Kalea, Kanani, Kēhau, Keala, Kealani, Lani, Lehua, Leilani, Leimomi, Malia,
    Maile, Mele, Moana, Nālani, Nohea, Noelani, Pualani, Puanani, Pōmaikaʻi, Ululani, Wailani
  `),
  male: list(`
    Aukai, Haku, Ikaika, Kahiau, Kai, Kalani, Kaleo, Kamaka, Kanoa, Kawika, Keahi, Keanu, Kekoa, Keoni, Koa, Lono, Makana, Makoa, Mana,
    Manu, Nāhoa, Nakoa, Palani, Pono
  `),
  family: list(`
    Ahuna, Akana, Halemano, Hoʻopiʻi, Kaʻaihue, Kaʻawaloa, Kahananui, Kahoʻohanohano, Kaleikini, Kalua, Kamakea, Kanahele, Kaneshiro,
    Kapule, Kauhane, Kawai, Kealoha, Keawe, Kekauoha, Keliʻi, Keōpūhiwa, Mahoe, Makuakāne, Nāhinu, Nākoa, Nāone, Paʻakaula, Palakiko, Pōhaku
  `),
}
