ALTER TABLE "timelock_logs" ADD COLUMN "events" text;--> statement-breakpoint
UPDATE "timelock_logs" "kept" SET "events" = "packed"."events" FROM (
	SELECT "chain_id", "timelock", "block_number", min("log_index") AS "log_index",
		string_agg("log_index" || ' ' || "transaction_hash" || ' ' || "data" || ' ' || "topics", ';' ORDER BY "log_index") AS "events"
	FROM "timelock_logs" GROUP BY "chain_id", "timelock", "block_number", "operation_id"
) "packed" WHERE "kept"."chain_id" = "packed"."chain_id" AND "kept"."timelock" = "packed"."timelock" AND "kept"."block_number" = "packed"."block_number" AND "kept"."log_index" = "packed"."log_index";--> statement-breakpoint
DELETE FROM "timelock_logs" WHERE "events" IS NULL;--> statement-breakpoint
ALTER TABLE "timelock_logs" ALTER COLUMN "events" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "timelock_logs" DROP COLUMN "transaction_hash";--> statement-breakpoint
ALTER TABLE "timelock_logs" DROP COLUMN "topics";--> statement-breakpoint
ALTER TABLE "timelock_logs" DROP COLUMN "data";
