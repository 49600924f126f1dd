import { countByAddress, json, parseBody, readBody, route } from "@/app/answer";
import { setUpCodeInput, setUpInput } from "@/app/inputs";
import { signInAnswer } from "@/app/sign-in-answer";
import { assertNotSetUp, setUpInstance } from "@/core/workspaces/create-workspace";
import { assertSetUpCode } from "@/core/workspaces/set-up-code";

export const POST = route(async ({ request }) => {
  await countByAddress("setUp", request);
  const body = await readBody(request);
  await assertNotSetUp();
  const { code } = parseBody(body, setUpCodeInput);
  await assertSetUpCode(code, request.headers);
  const { workspace: wish, ...owner } = parseBody(body, setUpInput);
  const { workspace, channel, hashed } = await setUpInstance(owner, wish);
  return json({ workspace, channel }, 201, await signInAnswer(request, owner, { hashed }));
});
