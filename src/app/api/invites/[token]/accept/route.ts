import { countByAddress, json, readJson, route } from "@/app/answer";
import { accountInput } from "@/app/inputs";
import { signInAnswer } from "@/app/sign-in-answer";
import { acceptInvite } from "@/core/guests/accept-invite";
import { readSession } from "@/lib/signed-in";

export const POST = route<{ token: string }>(async ({ request, params }) => {
  await countByAddress("accept", request);
  const signedIn = await readSession(request.headers);
  if (signedIn) {
    const { workspace, guest } = await acceptInvite(params.token, signedIn);
    return json({ workspace, ...(guest && { guest }) });
  }
  const account = await readJson(request, accountInput);
  const { workspace, guest } = await acceptInvite(params.token, { account });
  return json({ workspace, ...(guest && { guest }) }, 200, await signInAnswer(request, account));
});
