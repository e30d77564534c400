/** Where this instance serves the Safe service of a chain. Only known in a browser, which is there already. */
export function embeddedServiceUrl(chainId: number): string {
  return `${window.location.origin}/api/safe/${chainId}/api`
}
