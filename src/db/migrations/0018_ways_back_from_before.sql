-- Who was revoked or removed before losses withdrew invitations could still come back by what is left of a link.
WITH "out" AS (
	SELECT a."workspace_id", a."user_id", lower(u."email") AS "email" FROM "access_change" a
	JOIN "user" u ON u."id" = a."user_id"
	WHERE NOT EXISTS (SELECT 1 FROM "member" m WHERE m."organization_id" = a."workspace_id" AND m."user_id" = a."user_id")
		AND NOT EXISTS (SELECT 1 FROM "guest" g
			WHERE g."workspace_id" = a."workspace_id" AND g."user_id" = a."user_id" AND g."locked_at" IS NULL)
), "withdrawn" AS (
	UPDATE "invite" i SET "withdrawn_at" = now()
	WHERE i."withdrawn_at" IS NULL AND i."uses" < i."max_uses" AND i."link_expires_at" > now()
		AND (i."expires_at" IS NULL OR i."expires_at" > now())
		AND EXISTS (SELECT 1 FROM "out" o WHERE o."workspace_id" = i."workspace_id" AND i."created_at" <= (
			SELECT a."at" FROM "access_change" a WHERE a."workspace_id" = o."workspace_id" AND a."user_id" = o."user_id")
			AND (i."email" = o."email" OR i."created_by" = o."user_id" OR EXISTS (
				SELECT 1 FROM "invite_use" x WHERE x."invite_id" = i."id" AND x."user_id" = o."user_id")))
	RETURNING i."id", i."workspace_id", i."role", i."email"
)
INSERT INTO "audit_event" ("id", "workspace_id", "at", "action", "target_type", "target_id", "target_name", "data")
SELECT gen_random_uuid()::text, "workspace_id", now(),
	CASE WHEN "role" = 'guest' THEN 'guest.invite_withdrawn' ELSE 'member.invite_withdrawn' END,
	'invite', "id", coalesce("email", 'Invitation by link'), '{"upgrade": true}' FROM "withdrawn";
