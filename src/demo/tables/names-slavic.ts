import { list } from './list.ts'
import type { NameTable } from './name-table.ts'

export const SLAVIC_NAMES: NameTable = {
  culture: 'slavic',
  language: 'pl',
  weight: 65,
  female: list(`
    Agnieszka, Anastasia, Bożena, Danuta, Darya, Dragana, Elżbieta, Galina, Halina, Irina, Iwona, Jadwiga, Jelena, Kateryna, Ksenia,
    Larysa, Ljubica, Ludmila, Małgorzata, Milena, Nadezhda, Oksana, Olena, Raisa, Snežana, Svitlana, Tamara, Vesna, Wanda, Zdenka, Zofia
  `),
  male: list(`
    Andrzej, Bogdan, Bohumil, Borys, Czesław, Dmytro, Dragan, Fedir, Goran, Grzegorz, Ihor, Jarosław, Jiří, Kazimierz, Krzysztof, Ladislav,
    Lech, Maksym, Mirko, Mykola, Nikola, Oleksandr, Pavel, Radomir, Sławomir, Stanislav, Taras, Václav, Vladimir, Wojciech, Yaroslav, Zbigniew
  `),
  family: list(`
    Babić, Bartoszewski, Borovský, Chernenko, Čapek, Dvorský, Grabowski, Havranek, Horvat, Ilić, Jankowski, Jovanović, Kaczmarek, Kolář,
    Kowalczyk, Kravchuk, Lewandowicz, Lysenko, Majewski, Marković, Melnyk, Nowicki, Orlov, Ostrowski, Pawlak, Petrenko, Popović, Rybak,
    Sadowski, Shevchuk, Sokolov, Stojanović, Szymczak, Tkachenko, Tomašić, Vasiliev, Volkov, Vukić, Wiśniewski, Wójcik, Zieliński
  `),
  feminine: [
    ['ski', 'ska'],
    ['cki', 'cka'],
    ['ský', 'ská'],
    ['ński', 'ńska'],
    ['ov', 'ova'],
    ['ev', 'eva'],
  ],
}
