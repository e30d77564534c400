/** Carries the path of a request to the page that is made for it. Set by `proxy.ts` alone. */
export const pathHeader = 'x-suture-path'
