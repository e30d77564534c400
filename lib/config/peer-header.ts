/** Carries the address from which a connection comes. Set by `notePeers` alone, whatever the request says. */
export const peerHeader = 'x-suture-peer'
