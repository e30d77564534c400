/** As much of WebHID as we use; TypeScript does not know it. */
export type HidDevice = EventTarget & {
  readonly opened: boolean
  open(): Promise<void>
  close(): Promise<void>
  sendReport(reportId: number, data: BufferSource): Promise<void>
}
export type Hid = {
  requestDevice(options: {
    filters: readonly { vendorId: number; usagePage?: number }[]
  }): Promise<HidDevice[]>
}

/** Where pages may talk to devices, the way to them; undefined elsewhere. */
export function hidOf(browser: object): Hid | undefined {
  return 'hid' in browser ? (browser as { hid: Hid }).hid : undefined
}
