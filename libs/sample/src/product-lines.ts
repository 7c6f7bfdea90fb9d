/** What a product line contributes to a project: its GB/T 4754 code and the words that name it. */
export interface ProductLine {
  readonly industry: string;
  readonly product: string;
  readonly firm: string;
}

export const productLine = (industry: string, product: string, firm: string): ProductLine => ({
  industry,
  product,
  firm,
});

/** What industry makes in the county. */
export const MANUFACTURING: readonly ProductLine[] = [
  productLine('C3982', '高密度电路板', '电子'),
  productLine('C3985', '电子级铜箔', '电子材料'),
  productLine('C3841', '锂电池负极材料', '新能源'),
  productLine('C3670', '汽车轻量化零部件', '汽车部件'),
  productLine('C2929', '改性塑料', '新材料'),
  productLine('C1495', '预制食品', '食品'),
  productLine('C2730', '中药饮片', '药业'),
  productLine('C2110', '竹木家具', '家居'),
  productLine('C1761', '功能性针织面料', '纺织'),
  productLine('C3021', '装配式建筑构件', '建材'),
  productLine('C3360', '金属表面处理', '金属制品'),
  productLine('C2661', '水性助剂', '化工'),
  productLine('C3562', '精密模具', '机械'),
  productLine('C3831', '特种线缆', '电缆'),
];

/** What the county builds for itself. */
export const PUBLIC_WORKS: readonly ProductLine[] = [
  productLine('N7721', '污水处理厂提标改造', '水务'),
  productLine('E4812', '县道升级改造', '交通建设'),
  productLine('D4610', '城乡供水一体化', '水务'),
  productLine('P8334', '职业学校实训楼', '城市建设'),
  productLine('Q8411', '区域医疗中心', '城市建设'),
  productLine('E4821', '中小河流治理', '水利建设'),
  productLine('N7810', '老旧小区改造', '城市建设'),
  productLine('E4819', '园区道路与管网', '园区建设'),
];
