import { refuseAsText } from '@/app/api/v1/refuse-as-text'
import { writeRoute } from '@/app/api/v1/write-route'
import { returnPath } from '@/components/frame/return-path'
import { parseTheme, themeCookie } from '@/components/frame/theme'

/** Stores the theme in a cookie for a year and goes back to the page it was chosen on. Nothing is kept here. */
export const POST = writeRoute(
  { route: 'POST /theme', kind: undefined, bodyLimit: 1_024, refuse: refuseAsText },
  async ({ request: { headers }, text }) => {
    const theme = parseTheme(new URLSearchParams(text).get('theme'))
    return new Response(null, {
      status: 303,
      headers: {
        location: returnPath({ referer: headers.get('referer'), host: headers.get('host') }),
        'set-cookie': `${themeCookie}=${theme}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly`,
      },
    })
  },
)
