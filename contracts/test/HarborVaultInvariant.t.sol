// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {HarborVaultInvariants} from "./base/HarborVaultInvariants.sol";

contract HarborVaultInvariantTest is HarborVaultInvariants {
    function _release() internal override {}
}

contract HarborVaultV2InvariantTest is HarborVaultInvariants {
    function _release() internal override {
        _upgradeVaultToV2();
        _report(RATE);
        vm.prank(address(timelockA));
        (bool success,) =
            address(vault).call(abi.encodeWithSignature("setBorrowCap(uint256)", type(uint256).max));
        assertTrue(success);
    }

    /// @dev What the first release breaks: see testFuzz_withdrawCollateral_leavesDebtUncovered. The bound is
    /// the one of liquidation, because interest may carry a debt beyond what could be borrowed.
    function invariant_everyDebtIsCovered() public view {
        address[] memory actors = handler.actors();
        for (uint256 i = 0; i < actors.length; ++i) {
            uint256 worth = vault.collateralOf(actors[i]) * adapter.rate() / 1e18;
            assertLe(vault.debtOf(actors[i]), worth * 8_000 / 10_000);
        }
    }
}
