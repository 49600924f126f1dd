import { acceptInput, accountInput } from "@/lib/inputs/workspace";
import { json } from "@/app/routing/answer";
import { openRoute } from "@/app/routing/routes";
import { readSignedIn, signInAnswer } from "@/app/sign-in-answer";
import { readSession } from "@/core/access/read-session";
import { acceptAsStranger, acceptInvite, type SignIn } from "@/core/guests/accept-invite";
import { parse } from "@/core/validation";

export const POST = openRoute({
  params: ["token"],
  limit: { tries: "accept" },
  body: acceptInput,
  act: async ({ request, params: { token }, body }) => {
    const signedIn = await readSession(request.headers.get("cookie"));
    if (signedIn) return acceptInvite(signedIn, token, body.email);
    const account = parse(accountInput, body);
    let cookies = new Headers();
    const signIn: SignIn = async ({ email, password }, hashed) => {
      cookies = await signInAnswer(request, { email, password }, { hashed });
      return readSignedIn(cookies);
    };
    const acceptance = await acceptAsStranger(account, token, signIn);
    return json(acceptance, 200, cookies);
  },
});
