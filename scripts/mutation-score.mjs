const noticed = new Set(['Killed', 'Timeout'])
const unnoticed = new Set(['Survived', 'NoCoverage'])

/**
 * The part of the mutants that tests notice. What did not run at all counts on neither side.
 *
 * @param {readonly { fileName: string, status: string }[]} mutants
 * @returns {Map<string, { noticed: number, total: number }>} by file, as the mutants name it
 */
export function scoreFiles(mutants) {
  const files = new Map()
  for (const { fileName, status } of mutants) {
    if (!noticed.has(status) && !unnoticed.has(status)) continue
    const score = files.get(fileName) ?? { noticed: 0, total: 0 }
    files.set(fileName, {
      noticed: score.noticed + (noticed.has(status) ? 1 : 0),
      total: score.total + 1,
    })
  }
  return files
}

/**
 * The floors once what these files leave now is what they may leave. Names in their order.
 *
 * @param {ReturnType<typeof scoreFiles>} files
 * @param {Readonly<Record<string, number>>} floors
 */
export function raiseFloors(files, floors) {
  const left = [...files].map(([file, { noticed, total }]) => [file, total - noticed])
  const all = Object.entries({ ...floors, ...Object.fromEntries(left) })
  return Object.fromEntries(all.toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

/**
 * The files that fell below their floor. A file without a floor was not measured yet and cannot fall.
 *
 * @param {ReturnType<typeof scoreFiles>} files
 * @param {Readonly<Record<string, number>>} floors mutants that a file may leave unnoticed
 * @returns {string[]} a sentence each
 */
export function findFallen(files, floors) {
  return [...files].flatMap(([file, { noticed, total }]) => {
    const allowed = floors[file]
    const left = total - noticed
    if (allowed === undefined || left <= allowed) return []
    return [`${file}: ${left} of ${total} mutants unnoticed, at most ${allowed} before.`]
  })
}
