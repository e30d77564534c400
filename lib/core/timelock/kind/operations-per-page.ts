/**
 * Operations of a page where nobody says how many, on the site as in the API, so that both give the same ones under the same
 * cursor: as many as a browser draws within a frame.
 */
export const operationsPerPage = 25
