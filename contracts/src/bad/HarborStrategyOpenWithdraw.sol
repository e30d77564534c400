// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {HarborStrategyV2} from "../strategy/HarborStrategyV2.sol";
import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";

/// @title BAD PATCH, class guard removed: a new way out of the market, without its siblings' guard.
/// @dev One call to the beacon and every instance can be emptied by anyone. Euler's donateToReserves
/// (2023-03-13, 197 million) was a new function that lacked the check all its siblings make; PAID Network
/// (2021-03-05) and UPCX (2025-04-01, 70 million) were upgraded to code with a new way out. Twin:
/// {HarborStrategyGuardedWithdraw}.
contract HarborStrategyOpenWithdraw is HarborStrategyV2 {
    /// @notice Sends `assets` from the market straight to `receiver`.
    function withdrawTo(uint256 assets, address receiver) external {
        IERC4626(market()).withdraw(assets, receiver, address(this));
        emit Withdrawn(assets);
    }
}
