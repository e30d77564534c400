import type { BrowserContext, Page } from '@playwright/test'
import { AppBar } from './app-bar'
import { NewPatchPage } from './new-patch-page'
import { PatchPage } from './patch-page'
import { QueuePage } from './queue-page'
import { SignPage } from './sign-page'

/** Somebody at a browser of their own, and every page as they see it. */
export type Visitor = {
  context: BrowserContext
  page: Page
  appBar: AppBar
  queue: QueuePage
  patch: PatchPage
  sign: SignPage
  newPatch: NewPatchPage
}

export function visitorAt(page: Page): Visitor {
  return {
    context: page.context(),
    page,
    appBar: new AppBar(page),
    queue: new QueuePage(page),
    patch: new PatchPage(page),
    sign: new SignPage(page),
    newPatch: new NewPatchPage(page),
  }
}
