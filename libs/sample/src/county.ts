import type { CodedLabel } from '@milepost/lifecycle';

/**
 * 云汀县 is invented. GB/T 2260 assigns no province the number 38, so its code can belong to no real place, and it has
 * the form that every check asks for all the same.
 */
export const SAMPLE_COUNTY: CodedLabel = { code: '380124', label: { zh: '云汀县', en: 'Yunting County' } };

const district = (suffix: string, zh: string, en: string): CodedLabel => ({
  code: `${SAMPLE_COUNTY.code}${suffix}`,
  label: { zh, en },
});

/** Its towns and parks, numbered as GB/T 10114 has it: sub-districts from 001, towns 100, townships 200, others 400. */
export const SAMPLE_DISTRICTS: readonly CodedLabel[] = [
  district('001', '汀城街道', 'Tingcheng Sub-district'),
  district('100', '望川镇', 'Wangchuan Town'),
  district('101', '鹭湾镇', 'Luwan Town'),
  district('102', '松坞镇', 'Songwu Town'),
  district('103', '石塘坳镇', 'Shitang’ao Town'),
  district('104', '岚口镇', 'Lankou Town'),
  district('105', '沙洲坪镇', 'Shazhouping Town'),
  district('200', '梅坞乡', 'Meiwu Township'),
  district('201', '竹源乡', 'Zhuyuan Township'),
  district('202', '禾埠乡', 'Hebu Township'),
  district('400', '云汀经济开发区', 'Yunting Economic Development Zone'),
  district('401', '云汀高新技术产业园', 'Yunting High-tech Park'),
];

const PARKS = SAMPLE_DISTRICTS.filter(({ code }) => code >= `${SAMPLE_COUNTY.code}400`);

/** Where projects settle: parks take most of industry. */
export const isPark = (code: string): boolean => PARKS.some((park) => park.code === code);

/** The Chinese name of a district of the county. */
export function districtName(code: string): string {
  return SAMPLE_DISTRICTS.find((each) => each.code === code)?.label.zh ?? SAMPLE_COUNTY.label.zh;
}
