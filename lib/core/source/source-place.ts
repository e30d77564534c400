/** A place in a source. `line` counts from 1. */
export type SourcePlace = { readonly path: string; readonly line: number }
