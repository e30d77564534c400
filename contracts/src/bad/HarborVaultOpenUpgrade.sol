// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {HarborVaultV2} from "../vault/HarborVaultV2.sol";

/// @title BAD PATCH, class open UUPS: the fix, and everybody can replace it.
/// @dev The override forgets the modifier of what it overrides. Ankr's aBNBc (2022-12-01, 5 million there and
/// 15.5 at Helio) lost its guard in an upgrade. Twin: {HarborVaultV2}.
contract HarborVaultOpenUpgrade is HarborVaultV2 {
    function _authorizeUpgrade(address) internal override {}
}
