import type { Config } from '@/lib/config/config'

/** Where WalletConnect's relay and wallet list live; asked only where a project id is configured. */
const walletConnectOrigins = [
  'https://*.walletconnect.com',
  'https://*.walletconnect.org',
  'wss://*.walletconnect.com',
  'wss://*.walletconnect.org',
]

/**
 * The policy every page is served with: our own scripts by nonce, no third party but the nodes that the configuration
 * gives to browsers, framed by nobody but the Safe App hosts that it names.
 *
 * @param nonce - Fresh for each request.
 */
export function contentSecurityPolicy(
  config: Pick<Config, 'chains' | 'walletConnectProjectId' | 'safeAppOrigins'>,
  {
    nonce,
    isDevelopment = false,
    isSealed = false,
  }: {
    nonce: string
    isDevelopment?: boolean | undefined
    /** For a page that sends nothing anywhere. Its worker keeps it for use without a network. */
    isSealed?: boolean | undefined
  },
): string {
  const nodes = config.chains
    .flatMap(({ publicRpcUrl, witnessNodes }) => [publicRpcUrl ?? [], witnessNodes].flat())
    .map((url) => new URL(url).origin)
  const relay = config.walletConnectProjectId ? walletConnectOrigins : []
  const directives: Readonly<Record<string, readonly string[]>> = {
    'default-src': ["'self'"],
    // React needs eval for its stack traces, in development only.
    'script-src': [
      "'self'",
      `'nonce-${nonce}'`,
      "'strict-dynamic'",
      ...(isDevelopment ? ["'unsafe-eval'"] : []),
    ],
    'style-src': ["'self'", isDevelopment ? "'unsafe-inline'" : `'nonce-${nonce}'`],
    // Wallets announce their icons as data URLs.
    'img-src': [
      "'self'",
      'data:',
      ...(config.walletConnectProjectId ? walletConnectOrigins.slice(0, 2) : []),
    ],
    'connect-src': isSealed
      ? [isDevelopment ? "'self'" : "'none'"]
      : ["'self'", ...new Set([...nodes, ...relay])],
    'worker-src': ["'self'"],
    'frame-src': relay.length > 0 ? relay.slice(0, 2) : ["'none'"],
    'frame-ancestors': ["'self'", ...config.safeAppOrigins.map((url) => new URL(url).origin)],
    'font-src': ["'self'"],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'self'"],
    ...(isDevelopment ? {} : trustedTypes(config)),
  }
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources.join(' ')}`)
    .join('; ')
}

/**
 * Text becomes markup, script or the address of a script only through the policy of `guardSinks`. WalletConnect's dialogue
 * renders through lit, which makes a policy of its own.
 */
function trustedTypes({
  walletConnectProjectId,
}: Pick<Config, 'walletConnectProjectId'>): Record<string, readonly string[]> {
  return {
    'require-trusted-types-for': ["'script'"],
    'trusted-types': ['default', ...(walletConnectProjectId ? ['lit-html'] : [])],
  }
}
