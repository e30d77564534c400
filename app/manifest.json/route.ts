/** What a Safe asks of a custom Safe App. Read across origins, before the app is framed. */
export function GET(): Response {
  return Response.json(
    {
      name: 'Suture',
      short_name: 'Suture',
      description: 'Review, sign, schedule and execute security patches through timelocks.',
      iconPath: 'icon.svg',
      icons: [{ src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' }],
      start_url: '/',
      display: 'standalone',
    },
    { headers: { 'access-control-allow-origin': '*' } },
  )
}
