import type { WireReply } from '@/lib/adapters/safe-service/wire-error'
import type { SafeServiceContext } from './safe-service-context'

/** One request, routed: the parts of its path that vary are parsed and valid. */
export type EndpointRequest<Parameter> = {
  readonly context: SafeServiceContext
  readonly request: Request
  readonly url: URL
  /** The address or hash in the path; undefined where the path has none. */
  readonly parameter: Parameter
}

export type Endpoint<Parameter> = (request: EndpointRequest<Parameter>) => Promise<WireReply>
