import { list } from './list.ts'

/** Invented towns around the department, nearer ones first, with how many of a hundred people live there. */
export const TOWNS: readonly { name: string; postalCode: string; weight: number; isWest: boolean }[] = [
  { name: 'Larkmoor', postalCode: '68999', weight: 46, isWest: false },
  { name: 'Cottonwood Bend', postalCode: '68998', weight: 14, isWest: false },
  { name: 'Old Tannery', postalCode: '68997', weight: 9, isWest: false },
  { name: 'Pronghorn Flats', postalCode: '69399', weight: 17, isWest: true },
  { name: 'Signal Ridge', postalCode: '69398', weight: 8, isWest: true },
  { name: 'Bluestem Crossing', postalCode: '68996', weight: 6, isWest: false },
]

export const STREETS = list(`
  Alder Street, Amber Court, Bluestem Road, Bobolink Drive, Buckeye Lane, Cattail Lane, Chokecherry Avenue, Clover Street,
  Cottonwood Avenue, Coyote Trail, Dogwood Court, Eighth Street, Fifth Avenue, Foxtail Drive, Gooseberry Lane, Granary Road,
  Grange Street, Hackberry Street, Harvest Way, Hollow Road, Indigo Street, Ironwood Drive, Juniper Way, Kestrel Court,
  Larkspur Lane, Linden Street, Meadowlark Drive, Mill Race Road, Ninth Street, Old Ferry Road, Orchard Street, Pheasant Run,
  Prairie Sage Avenue, Quarry Road, Railway Street, River Road, Sandhill Drive, Second Street, Switchgrass Lane, Tamarack Street,
  Third Avenue, Thistle Court, Tower Hill Road, Union Street, Vesper Lane, Wagon Wheel Road, Willow Street, Windbreak Road`)

/** Area codes of most people; the rest brought their number along from somewhere else. */
export const AREA_CODES = ['308', '308', '308', '308', '402', '402', '531', '605', '970', '307']
