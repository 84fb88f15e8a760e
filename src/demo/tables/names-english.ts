import { list } from './list.ts'
import type { NameTable } from './name-table.ts'

export const ENGLISH_NAMES: NameTable = {
  culture: 'english',
  language: 'en',
  weight: 400,
  female: list(`
    Abigail, Adeline, Alma, Beatrice, Bridget, Cassandra, Clara, Constance, Cora, Daphne, Deborah, Dorothy, Edith, Eleanor,
    Elizabeth, Elsie, Esther, Florence, Frances, Gwendolyn, Harriet, Hazel, Imogen, Irene, Josephine, Judith, Katherine, Lavinia,
    Leona, Lorraine, Lucille, Mabel, Margaret, Marjorie, Martha, Matilda, Mildred, Miriam, Nancy, Naomi, Olive, Patricia,
    Phoebe, Priscilla, Rebecca, Rosalind, Ruth, Sally, Susan, Tabitha, Theodora, Ursula, Victoria, Winifred
  `),
  male: list(`
    Abner, Albert, Alexander, Ambrose, Amos, Andrew, Arthur, Barnaby, Benjamin, Bertram, Calvin, Cedric, Charles, Chester, Clarence,
    Clement, Daniel, Edgar, Edmund, Edward, Elias, Ernest, Eugene, Ezra, Francis, Frederick, Gilbert, Gregory, Harold, Herbert,
    Hugh, Isaac, Jasper, Jonathan, Josiah, Lawrence, Leonard, Lionel, Malcolm, Matthew, Nathaniel, Oliver, Oscar, Percival, Philip,
    Ralph, Raymond, Robert, Roland, Rupert, Samuel, Silas, Stanley, Theodore, Thomas, Timothy, Victor, Walter, Wilfred, William
  `),
  family: list(`
    Abernathy, Ainsworth, Applegarth, Ashdown, Bagshaw, Barrowclough, Beckwith, Birchall, Blackwood, Bramwell, Brockbank, Burnham,
    Calloway, Cartwright, Chadwick, Clutterbuck, Coldwell, Crabtree, Cuthbert, D'Arby, Danforth, Dunmore, Eastlake, Ellsworth,
    Fairweather, Fenwick, Fothergill, Garside, Gathercole, Greenhalgh, Hallowell, Harkness, Haverford, Heathcote, Higginbotham,
    Hollings, Inchbald, Jessop, Kettlewell, Kirkbride, Langridge, Lightfoot, Longbottom, MacAllister, Mallory, McKittrick, Merriweather,
    Micklethwaite, Millbank, Nettleship, O'Dowd, O'Hanlon, O'Shaughnessy, Oakenshaw, Ollerton, Pargeter, Pemberton, Penhaligon,
    Postlethwaite, Quarles, Ramsbottom, Ravenscroft, Rowbottom, Satterthwaite, Shufflebotham, Smith, Johnson, Miller, Stackpole, Standish,
    Sutcliffe, Tattersall, Thackray, Thistlewood, Tunnicliffe, Underhill, Wainscott, Weatherby, Whittingham, Winterbourne, Wrigley, Yardley
  `),
}
