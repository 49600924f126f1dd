import { countByAddress, json, readJson, route } from "@/app/answer";
import { setUpInput } from "@/app/inputs";
import { signInAnswer } from "@/app/sign-in-answer";
import { setUpInstance } from "@/core/workspaces/create-workspace";

export const POST = route(async ({ request }) => {
  await countByAddress("accept", request);
  const { workspace: wish, ...owner } = await readJson(request, setUpInput);
  const { workspace, channel } = await setUpInstance(owner, wish);
  return json({ workspace, channel }, 201, await signInAnswer(request, owner));
});
