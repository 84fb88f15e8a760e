import { list } from './list.ts'
import type { NameTable } from './name-table.ts'

export const SPANISH_NAMES: NameTable = {
  culture: 'spanish',
  language: 'es',
  weight: 160,
  female: list(`
    Alba, Alicia, Amparo, Araceli, Beatriz, Belén, Carmen, Catalina, Consuelo, Dolores, Elena, Esperanza, Eugenia, Fátima, Graciela,
    Guadalupe, Inés, Isabel, Jimena, Josefina, Leticia, Lourdes, Lucía, Marisol, Mercedes, Noelia, Paloma, Pilar, Rocío, Rosario,
    Socorro, Soledad, Teresa, Ximena, Yolanda
  `),
  male: list(`
    Alfonso, Álvaro, Andrés, Anselmo, Armando, Arturo, Baltasar, Benito, César, Cristóbal, Diego, Eduardo, Efraín, Emilio, Ernesto,
    Esteban, Fabián, Felipe, Gerardo, Gonzalo, Héctor, Hernán, Ignacio, Jesús, Joaquín, José Luis, Juan Carlos, Julián, Leandro,
    Mateo, Miguel Ángel, Octavio, Rafael, Ramón, Rubén, Santiago, Tomás, Vicente
  `),
  family: list(`
    Aguirre, Alarcón, Arredondo, Avendaño, Ballesteros, Barragán, Bermúdez, Cárdenas, Carrizales, Cienfuegos, Covarrubias, de la Vega,
    del Río, Echeverría, Escamilla, Espinoza, Figueroa, Galindo, Garza, Gutiérrez, Hinojosa, Ibarra, Izquierdo, Jaramillo, Lozano,
    Luna, Madrigal, Maldonado, Montenegro, Muñoz, Navarrete, Núñez, Ochoa, Ordóñez, Palomares, Peña, Quintanilla, Quiroga, Rentería,
    Ríos, Rosales, Saavedra, Sepúlveda, Solís, Tapia, Trujillo, Urrutia, Valenzuela, Villaseñor, Yáñez, Zambrano, Zúñiga
  `),
  twoSurnames: true,
}
