import { auth } from "@/lib/auth";

/** Signs a new account in. Returns the headers that set its cookie. */
export async function signInAnswer(
  request: Request,
  { email, password }: { email: string; password: string },
): Promise<Headers> {
  const { headers } = await auth().api.signInEmail({
    body: { email, password },
    headers: request.headers,
    returnHeaders: true,
  });
  const cookies = new Headers();
  for (const cookie of headers.getSetCookie()) cookies.append("Set-Cookie", cookie);
  return cookies;
}
