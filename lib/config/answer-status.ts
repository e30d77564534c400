import { AsyncLocalStorage } from 'node:async_hooks'
import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, ServerResponse } from 'node:http'

type Exchange = { readonly request: IncomingMessage; readonly response: ServerResponse }
type Noted = { readonly response: ServerResponse; readonly isPart: boolean }

/** Of the process: what starts the server and what draws a page hold this module each for themselves. */
const held = globalThis as { sutureAnswers?: AsyncLocalStorage<Noted> }

/** Keeps the answer to every request from now on within reach of the page that is drawn for it. */
export function noteAnswers(): void {
  if (held.sutureAnswers) return
  const answers = new AsyncLocalStorage<Noted>()
  held.sutureAnswers = answers
  subscribe('http.server.request.start', (message) => {
    const { request, response } = message as Exchange
    answers.enterWith({ response, isPart: request.headers.rsc !== undefined })
  })
}

/**
 * Sets the status with which the page that is being drawn is answered. Next lets a page set none but by throwing, and then
 * draws it in the browser only. What Next's router asks for to draw a page by itself stays as it is: it would ask for the
 * whole page instead.
 */
export function answerWithStatus(status: number): void {
  const noted = held.sutureAnswers?.getStore()
  if (!noted || noted.isPart || noted.response.headersSent) return
  noted.response.statusCode = status
}
