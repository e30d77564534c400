ALTER TABLE "timelock_operations" DROP COLUMN "search";--> statement-breakpoint
ALTER TABLE "timelock_operations" ADD COLUMN "search" tsvector;--> statement-breakpoint
UPDATE "timelock_operations" SET "search" = array_to_tsvector(array(
	SELECT "token" FROM unnest(array["id", "proposer", "predecessor"] || "targets" || "selectors") AS "word",
		LATERAL (VALUES ('x' || substr(lower("word"), 3, 10)), ('z' || reverse(right(substr(lower("word"), 3), 10)))) AS "of"("token")
	WHERE "word" IS NOT NULL LIMIT 80000
));--> statement-breakpoint
ALTER TABLE "timelock_operations" ALTER COLUMN "search" SET NOT NULL;--> statement-breakpoint
CREATE INDEX "timelock_operations_search" ON "timelock_operations" USING gin ("search") WITH (gin_pending_list_limit=512);
