import { about } from '../state'

/** The words that stand for a value on the page. */
export function labelOf(choice: string, value: string): string {
  return about.value?.choices[choice]?.find((one) => one.value === value)?.label ?? value.replaceAll('_', ' ')
}
