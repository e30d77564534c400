// Readers are not of the server's process: what they do is not what it takes to answer them.
// Takes from its parent { requests: [url, headers][][], status }, one list for each reader; gives the milliseconds of each request.

process.on('message', async ({ requests, status }) => {
  const times = []
  const read = async (own) => {
    for (const [url, headers] of own) {
      const start = performance.now()
      const response = await fetch(url, { headers })
      // To its end, so that the connection serves the next request.
      await response.text()
      times.push(performance.now() - start)
      if (response.status !== status) throw new Error(`${url} answers ${response.status}`)
    }
  }
  await Promise.all(requests.map(read))
  process.send(times)
})
