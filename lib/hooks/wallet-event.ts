/** Heard by what shows who is connected but has not loaded anything that knows wallets. */
export const walletEvent = 'suture:wallet'
