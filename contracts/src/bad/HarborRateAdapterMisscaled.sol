// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {HarborRateAdapterV2} from "../adapter/HarborRateAdapterV2.sol";

/// @title BAD PATCH, class price jump: the rate in 18 decimals, to a vault that counts in the asset's six.
/// @dev Collateral is suddenly worth 1e12 times as much and dust borrows the whole vault. Aevo's oracle upgrade
/// mixed 18 and 8 decimals (2025-12-12, 2.7 million), Moonwell's left out a factor (2026-02-15, 1.8 million of
/// bad debt). Twin: {HarborRateAdapterV2}.
contract HarborRateAdapterMisscaled is HarborRateAdapterV2 {
    uint256 private constant SCALE = 1e12;

    function rate() public view override returns (uint256) {
        return super.rate() * SCALE;
    }
}
