/** Chance that is counted out: the same numbers every time. */
export function chance(seed = 20_240_601): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
