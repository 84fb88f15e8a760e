import { list } from './list.ts'
import type { NameTable } from './name-table.ts'

export const CHINESE_NAMES: NameTable = {
  culture: 'chinese',
  language: 'zh',
  weight: 55,
  female: list(`
    Aihua, Baozhen, Chunmei, Cuilan, Fengying, Guihua, Huifang, Jiahui, Jingyi, Lanying, Lihua, Meiling, Mengyao, Peishan, Qiuyue, Ruolan,
    Shufen, Siyu, Wanting, Xiaohong, Xiuying, Yanmei, Yulan, Yuxin, Zhenzhen, Ziqing
  `),
  male: list(`
    Bowen, Chenghao, Deming, Dongyang, Fuming, Guoliang, Haoran, Hongwei, Jianguo, Jiajun, Junjie, Kaiwen, Lixin, Minghua, Pengfei, Qiang,
    Renjie, Shaofeng, Tianyu, Weimin, Wenbo, Xiaogang, Yifan, Yongjun, Zhiqiang, Zihao
  `),
  family: list(`
    Bai, Cai, Cao, Chen, Cheng, Deng, Ding, Dong, Du, Fan, Fang, Fu, Gao, Guo, Han, He, Hu, Huang, Jiang, Jin, Kong, Li, Liang, Lin, Liu,
    Lu, Luo, Ma, Meng, Ouyang, Pan, Peng, Qian, Qin, Shen, Shi, Song, Su, Sun, Tang, Tian, Wang, Wei, Wu, Xiao, Xie, Xu, Yan, Yang, Ye,
    Yu, Yuan, Zeng, Zhang, Zhao, Zheng, Zhou, Zhu
  `),
}
