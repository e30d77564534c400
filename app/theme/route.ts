import { parseTheme, themeCookie } from '@/components/frame/theme'

/** Where the form was sent from, if that is one of our own pages. Only the path is kept, so it leads nowhere else. */
function pathOfReferer(request: Request): string {
  const referer = request.headers.get('referer')
  if (!referer || !URL.canParse(referer)) return '/'
  const { host, pathname, search } = new URL(referer)
  // A path of two slashes would be read as another host.
  if (host !== request.headers.get('host') || pathname.startsWith('//')) return '/'
  return `${pathname}${search}`
}

/** Stores the theme in a cookie for a year and goes back to the page it was chosen on. */
export async function POST(request: Request): Promise<Response> {
  const form = await request.formData().catch(() => new FormData())
  const theme = parseTheme(form.get('theme'))
  return new Response(null, {
    status: 303,
    headers: {
      location: pathOfReferer(request),
      'set-cookie': `${themeCookie}=${theme}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly`,
    },
  })
}
