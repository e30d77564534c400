/** Whether a form without script has sent it, to which pages are the answer. */
export function isForm({ headers }: Request): boolean {
  return headers.get('content-type')?.startsWith('application/x-www-form-urlencoded') ?? false
}
