import { list } from './list.ts'
import type { NameTable } from './name-table.ts'

export const HINDI_NAMES: NameTable = {
  culture: 'hindi',
  language: 'hi',
  weight: 60,
  female: list(`
    Aditi, Ananya, Anjali, Aparna, Asha, Bhavna, Chandni, Deepika, Divya, Gauri, Gita, Indira, Jaya, Kalpana, Kavita, Lata, Leela, Madhuri,
    Meena, Neha, Nirmala, Padma, Pooja, Radha, Rekha, Ritu, Sarita, Savitri, Shanti, Sudha, Sunita, Usha, Vandana, Vidya
  `),
  male: list(`
    Abhishek, Ajay, Amit, Anand, Arjun, Ashok, Bharat, Deepak, Dinesh, Ganesh, Girish, Harish, Hemant, Jagdish, Kailash, Kiran, Lalit,
    Manoj, Mohan, Mukesh, Naresh, Nikhil, Pradeep, Prakash, Rajiv, Ramesh, Sandeep, Sanjay, Suresh, Umesh, Vijay, Vikram, Vinod, Vivek
  `),
  family: list(`
    Agarwal, Ahluwalia, Banerjee, Bhandari, Bhatt, Bhattacharya, Chaturvedi, Chaudhary, Chopade, Das, Deshmukh, Dwivedi, Gokhale, Goswami,
    Gupta, Iyer, Jha, Joshi, Kulkarni, Mahajan, Malhotra, Mehta, Mishra, Mukherjee, Nair, Nambiar, Pande, Patel, Rao, Reddy, Sachdeva, Saxena,
    Sengupta, Sharma, Shukla, Singh, Srivastava, Tiwari, Trivedi, Upadhyay, Varma, Yadav
  `),
}
