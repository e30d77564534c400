// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {CircuitBreaker} from "../../src/bad/CircuitBreaker.sol";
import {HarborVaultStorageShift} from "../../src/bad/HarborVaultStorageShift.sol";
import {HarborVaultBreakerAppended} from "../../src/twin/HarborVaultBreakerAppended.sol";
import {HarborVaultV2} from "../../src/vault/HarborVaultV2.sol";
import {HarborTest} from "../base/HarborTest.sol";
import {stdError} from "forge-std/StdError.sol";

contract StorageShiftTest is HarborTest {
    uint256 private worth;
    uint256 private debt;

    function setUp() public override {
        super.setUp();
        _seed();
        skip(DELAY);
        worth = vault.totalAssets();
        debt = vault.debtOf(carol);
        rewind(DELAY);
    }

    function test_storageShift_losesTheBooks() public {
        _upgradeVault(address(new HarborVaultStorageShift()), "");
        assertEq(vault.guardian(), allocator, "a hot key is the guardian");
        assertEq(vault.rateAdapter(), address(collateral), "the rate comes from a token");
        assertEq(vault.strategies().length, 0, "what the strategies hold is forgotten");
        assertEq(vault.collateralOf(carol), 0, "what carol posted is forgotten");
        assertGt(HarborVaultStorageShift(address(vault)).trippedAt(), 0, "the brake is pulled");

        vm.expectRevert(stdError.arithmeticError);
        vm.prank(alice);
        vault.withdraw(1e6, alice, alice);
    }

    /// @dev Who owns a vault is in a namespace of its own, so this patch at least can be taken back.
    function test_storageShift_canBeRolledBack() public {
        address first = _implementationOf(address(vault));
        vm.startPrank(address(timelockA));
        vault.upgradeToAndCall(address(new HarborVaultStorageShift()), "");
        skip(DELAY);
        vault.upgradeToAndCall(first, "");
        vm.stopPrank();
        assertEq(vault.totalAssets(), worth);
        assertEq(vault.debtOf(carol), debt);
    }

    function test_breakerAppended_keepsTheBooks() public {
        _upgradeVault(
            address(new HarborVaultBreakerAppended()),
            abi.encodeCall(HarborVaultV2.initializeV2, (BORROW_CAP))
        );
        assertEq(vault.guardian(), guardian);
        assertEq(vault.rateAdapter(), address(adapter));
        assertEq(vault.strategies().length, 3);
        assertEq(vault.debtOf(carol), debt);
        assertEq(vault.totalAssets(), worth);
        vm.prank(alice);
        vault.withdraw(1e6, alice, alice);

        HarborVaultBreakerAppended braked = HarborVaultBreakerAppended(address(vault));
        vm.prank(guardian);
        braked.trip();
        vm.expectPartialRevert(CircuitBreaker.CircuitBreakerTripped.selector);
        vm.prank(alice);
        vault.withdraw(1e6, alice, alice);
        vm.prank(address(timelockA));
        braked.release();
        vm.prank(alice);
        vault.withdraw(1e6, alice, alice);
    }
}
