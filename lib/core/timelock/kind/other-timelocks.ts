/** How all timelocks that nobody configured are named in an address. */
export const otherTimelocks = 'others'
