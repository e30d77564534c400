// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {IHarborVault} from "../src/interfaces/IHarborVault.sol";
import {HarborVaultV2} from "../src/vault/HarborVaultV2.sol";
import {CollateralDrain, FlashLender} from "./base/CollateralDrain.sol";
import {HarborTest} from "./base/HarborTest.sol";
import {
    PausableUpgradeable
} from "@openzeppelin/contracts-upgradeable/utils/PausableUpgradeable.sol";

/// @dev One attack against both releases of one live vault.
contract CollateralDrainTest is HarborTest {
    CollateralDrain private drain;

    function setUp() public override {
        super.setUp();
        _seed();
        FlashLender lender = new FlashLender(collateral);
        collateral.mint(address(lender), 1_000_000e18);
        drain = new CollateralDrain(address(vault), lender);
    }

    function test_attack_drainsV1() public {
        assertEq(vault.version(), "1.0.0");
        vm.prank(mallory);
        drain.attack();

        assertEq(asset.balanceOf(mallory), 850_000e6, "all that was not lent to carol");
        assertEq(asset.balanceOf(address(vault)) + vault.strategyAssets(), 0, "nothing is left");
        assertEq(vault.collateralOf(address(drain)), 0, "no collateral stays behind the debt");
        assertEq(vault.maxWithdraw(alice), 0, "depositors cannot leave");
    }

    function test_attack_leavesDepositorsTheLoss() public {
        uint256 before = vault.convertToAssets(vault.balanceOf(alice));
        vm.prank(mallory);
        drain.attack();
        vault.liquidate(address(drain), 0);
        assertLt(vault.convertToAssets(vault.balanceOf(alice)), before / 5);
    }

    function testFuzz_attack_drainsV1(uint256 extraDeposit, uint256 rate) public {
        extraDeposit = bound(extraDeposit, 1e6, DEPOSIT_CAP - 1_000_000e6);
        _deposit(bob, extraDeposit);
        _report(bound(rate, 2500e6, 10_000e6));
        vm.prank(mallory);
        drain.attack();
        assertEq(asset.balanceOf(mallory), 850_000e6 + extraDeposit);
    }

    function test_attack_revertsWith_EnforcedPause() public {
        vm.prank(guardian);
        vault.pause("drain seen in simulation");
        vm.expectRevert(PausableUpgradeable.EnforcedPause.selector);
        vm.prank(mallory);
        drain.attack();
    }

    function test_attack_revertsWith_HarborVaultUnhealthyPosition() public {
        _upgradeVaultToV2();
        uint256 worth = vault.convertToAssets(vault.balanceOf(alice));
        vm.expectPartialRevert(IHarborVault.HarborVaultUnhealthyPosition.selector);
        vm.prank(mallory);
        drain.attack();

        assertEq(asset.balanceOf(mallory), 0);
        assertEq(vault.convertToAssets(vault.balanceOf(alice)), worth);
        vm.prank(alice);
        vault.withdraw(500_000e6, alice, alice);
    }

    function testFuzz_attack_revertsOnV2(uint256 extraDeposit, uint256 rate) public {
        _deposit(bob, bound(extraDeposit, 1e6, DEPOSIT_CAP - 1_000_000e6));
        HarborVaultV2 patched = _upgradeVaultToV2();
        _report(bound(rate, 2500e6, 10_000e6));
        uint256 assets = patched.totalAssets();
        vm.prank(mallory);
        (bool success,) = address(drain).call(abi.encodeCall(CollateralDrain.attack, ()));
        assertFalse(success);
        assertEq(patched.totalAssets(), assets);
    }
}
