// Days as whole numbers, so that thousands are compared while a slider moves.

const DAY = 86_400_000

/** ISO day to days since 1970; years below 100 are years of that time, not of the last century. */
export function dayOf(iso: string): number {
  const [year, month, day] = iso.split('-').map(Number)
  const date = new Date(0)
  date.setUTCFullYear(year ?? 1970, (month ?? 1) - 1, day ?? 1)
  return Math.floor(date.getTime() / DAY)
}

export function isoOf(day: number): string {
  const date = new Date(day * DAY)
  const year = String(date.getUTCFullYear()).padStart(4, '0')
  return `${year}-${pad(date.getUTCMonth() + 1)}-${pad(date.getUTCDate())}`
}

function pad(n: number): string {
  return String(n).padStart(2, '0')
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** "8 Dec 2024" of an ISO day. */
export function dayInWords(iso: string): string {
  const [year, month, day] = iso.split('-')
  return [day && Number(day), month && MONTHS[Number(month) - 1], year && Number(year)].filter(Boolean).join(' ')
}

/** EDTF in words: "8 Dec 2024", "Dec 2024", "2019 to 2021", "since Oct 2023", "about 2014". */
export function edtfInWords(edtf: string): string {
  const [start, end] = edtf.split('/')
  if (end === undefined) return pointInWords(start ?? '')
  if (end === '..') return `since ${pointInWords(start ?? '')}`
  if (start === '..') return `until ${pointInWords(end)}`
  return `${pointInWords(start ?? '')} to ${pointInWords(end)}`
}

function pointInWords(point: string): string {
  const about = point.endsWith('~')
  const plain = about ? point.slice(0, -1) : point
  const words = plain.endsWith('X') ? `${plain.slice(0, 3)}0s` : dayInWords(plain)
  return about ? `about ${words}` : words
}
