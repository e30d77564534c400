import { jsonResponse } from '@/app/api/v1/json'

/** Whether this process lives: nothing else is asked. Where it does not answer, it has to be started again. */
export function GET(): Response {
  return jsonResponse({ status: 'alive' })
}
