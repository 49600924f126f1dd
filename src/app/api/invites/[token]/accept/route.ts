import { countTries, json, readJson, route } from "@/app/answer";
import { acceptInput, accountInput } from "@/app/inputs";
import { readSignedIn, signInAnswer } from "@/app/sign-in-answer";
import { readSession } from "@/core/access/read-session";
import { acceptAsStranger, acceptInvite, type SignIn } from "@/core/guests/accept-invite";

export const POST = route<{ token: string }>(async ({ request, params }) => {
  const signedIn = await readSession(request.headers.get("cookie"));
  if (signedIn) {
    const { email } = await readJson(request, acceptInput);
    return json(
      await countTries("accept", request, () => acceptInvite(signedIn, params.token, email)),
    );
  }
  const account = await readJson(request, accountInput);
  let cookies = new Headers();
  const signIn: SignIn = async ({ email, password }, hashed) => {
    cookies = await signInAnswer(request, { email, password }, { hashed });
    return readSignedIn(cookies);
  };
  const acceptance = await countTries("accept", request, () =>
    acceptAsStranger(account, params.token, signIn),
  );
  return json(acceptance, 200, cookies);
});
