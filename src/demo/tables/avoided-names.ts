import { list } from './list.ts'

/** Given name and surname of well-known people that our tables could put together; they are drawn anew. */
export const AVOIDED_NAMES: ReadonlySet<string> = new Set(
  list(`
  Elizabeth Taylor, Margaret Thatcher, Robert Smith, Samuel Johnson, Arthur Miller, Frederick Miller,
  Jackie Chan, Bruce Lee, Barack Obama, Kofi Annan, Omar Sharif, Naguib Mahfouz,
  Vladimir Putin, Deepika Padukone, Vijay Singh, Manmohan Singh, Arjun Rampal, Karl Marx,
  Friedrich Schiller, Friedrich Engels, Thomas Müller, Otto Bismarck, Wolfgang Mozart, Keanu Reeves,
  Amy Tan, Fan Bingbing, Ai Weiwei, Diego Luna, Salma Hayek, Ralph Fiennes,
  Adam Smith, Abigail Adams, Florence Nightingale, Oliver Twist, Samuel Beckett, Sally Ride,
  Josephine Baker, Mohan Gandhi, Amitabh Bachchan, Indira Gandhi, Abhishek Sharma, Amadou Touré,
  Sékou Touré, Adama Traoré, Macky Sall, Alexander Smith, Ursula Müller, Sabine Schmidt,
  Maya Angelou, Walter Scott, Edgar Miller, Harriet Tubman, Patricia Smith, Alexander Calder,
  Victor Hugo, Charles Johnson, Gregory Miller, Thomas Johnson, Andrew Johnson, Deborah Johnson,
  Jackie Robinson, Octavio Paz, Rafael Trujillo, Diego Rivera, Diego Maradona, Julián Álvarez,
  Rubén Blades, Andrés Escobar, Hồ Chí Minh, Anh Nguyễn, Guoliang Wang, Li Na,
  Xu Yuan, Yang Wei, Wei Wang, Faisal Othman, Khalid Mansour, Milena Orlov,
  Nikola Jovanović, Pavel Horvat, Ngozi Okonjo, Chinwe Okafor, Nnamdi Obi, Anand Mahajan,
  Ashok Mehta, Vikram Reddy, Indira Varma, Neha Sharma, Kiran Rao, Aditi Rao,
  Ajay Sharma, Sudha Reddy, Jürgen Schneider, Helmut Schröder, Karl Schneider, Günther Jäger,
  Konrad Zimmermann, Kekoa Kawai, Wilhelm Müller
`),
)
