import { list } from './list.ts'
import type { NameTable } from './name-table.ts'

export const VIETNAMESE_NAMES: NameTable = {
  culture: 'vietnamese',
  language: 'vi',
  weight: 50,
  female: list(`
    Anh, Bích, Châu, Chi, Diệu, Dung, Giang, Hạnh, Hằng, Hiền, Hoa, Hương, Khanh, Lan, Liên, Loan, Mai, Ngân, Ngọc, Nhung, Oanh, Phượng,
    Quỳnh, Thảo, Thu, Thủy, Trâm, Tuyết, Vân, Yến
  `),
  male: list(`
    An, Bảo, Bình, Chiến, Cường, Đạt, Định, Đức, Dũng, Hải, Hiếu, Hoàng, Hùng, Khang, Khoa, Kiên, Lâm, Long, Minh, Nam, Nghĩa, Phong,
    Phúc, Quân, Quang, Sơn, Tâm, Thành, Toàn, Trung, Tuấn, Vinh
  `),
  family: list(`
    Nguyễn, Nguyễn, Nguyễn, Trần, Trần, Lê, Lê, Phạm, Huỳnh, Phan, Vũ, Võ, Đặng, Bùi, Đỗ, Hồ, Ngô, Dương, Lý, Đinh, Lương, Mạc, Tạ, Trịnh
  `),
  middleFemale: list('Thị, Thị, Ngọc, Kim, Thanh'),
  middleMale: list('Văn, Văn, Đình, Hữu, Minh'),
}
