import { returnPath } from '@/components/frame/return-path'
import { parseTheme, themeCookie } from '@/components/frame/theme'

/** Stores the theme in a cookie for a year and goes back to the page it was chosen on. */
export async function POST(request: Request): Promise<Response> {
  const form = await request.formData().catch(() => new FormData())
  const theme = parseTheme(form.get('theme'))
  const { headers } = request
  return new Response(null, {
    status: 303,
    headers: {
      location: returnPath({ referer: headers.get('referer'), host: headers.get('host') }),
      'set-cookie': `${themeCookie}=${theme}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly`,
    },
  })
}
