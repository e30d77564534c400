-- What `operationRisks` tells of operations that are there, by functions that it did not know until now; in its order.
UPDATE "timelock_operations" SET "risks" = array(
	SELECT "risk" FROM unnest(array['upgrade', 'ownership', 'self-administration', 'delegatecall', 'value', 'incomplete', 'salt-unknown']) WITH ORDINALITY AS "each"("risk", "place")
	WHERE "risk" = any("risks")
		OR ("risk" = 'upgrade' AND "selectors" && array['0x7de7edef', '0xbb913f41', '0x555bcc40', '0xe992a041', '0x1d504dc6'])
		OR ("risk" = 'ownership' AND "selectors" && array['0x79ba5097', '0x36568abe', '0x634e93da', '0xcefc1429', '0x0e18b681', '0xb71d1a0c', '0xe9c714f2', '0x25c471a0', '0xb7d2b162', '0x30cae187', '0x08d6122d', '0x18ff183c', '0x7a9e5e4b', '0x65fae35e', '0x9c52a7f1', '0x610b5925', '0xe009cfde', '0x0d582f13', '0xf8dc5dd9', '0xe318b52b', '0x694e80c3', '0xe19a9dd9'])
	ORDER BY "place"
) WHERE "selectors" && array['0x7de7edef', '0xbb913f41', '0x555bcc40', '0xe992a041', '0x1d504dc6', '0x79ba5097', '0x36568abe', '0x634e93da', '0xcefc1429', '0x0e18b681', '0xb71d1a0c', '0xe9c714f2', '0x25c471a0', '0xb7d2b162', '0x30cae187', '0x08d6122d', '0x18ff183c', '0x7a9e5e4b', '0x65fae35e', '0x9c52a7f1', '0x610b5925', '0xe009cfde', '0x0d582f13', '0xf8dc5dd9', '0xe318b52b', '0x694e80c3', '0xe19a9dd9'];
