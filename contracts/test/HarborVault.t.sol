// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {HarborVaultBehavior} from "./base/HarborVaultBehavior.sol";

contract HarborVaultTest is HarborVaultBehavior {
    function test_version_isTheFirst() public view {
        assertEq(vault.version(), "1.0.0");
    }

    /// @dev The hole itself, without any attack around it: a debt that nothing covers.
    function testFuzz_withdrawCollateral_leavesDebtUncovered(uint256 amount, uint256 assets)
        public
    {
        amount = bound(amount, 1e18, 1_000e18);
        _deposit(alice, DEPOSIT_CAP);
        _depositCollateral(carol, amount);
        _borrow(carol, assets = bound(assets, 1, amount * RATE / 1e18 * 3 / 4 - 1));
        vm.prank(carol);
        vault.withdrawCollateral(amount, carol);
        assertEq(vault.collateralOf(carol), 0);
        assertGe(vault.debtOf(carol), assets);
    }
}
