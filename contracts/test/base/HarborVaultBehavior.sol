// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {IHarborRateAdapter} from "../../src/interfaces/IHarborRateAdapter.sol";
import {IHarborVault} from "../../src/interfaces/IHarborVault.sol";
import {HarborVault} from "../../src/vault/HarborVault.sol";
import {HarborTest} from "./HarborTest.sol";
import {
    OwnableUpgradeable
} from "@openzeppelin/contracts-upgradeable/access/OwnableUpgradeable.sol";
import {
    ERC4626Upgradeable
} from "@openzeppelin/contracts-upgradeable/token/ERC20/extensions/ERC4626Upgradeable.sol";
import {
    PausableUpgradeable
} from "@openzeppelin/contracts-upgradeable/utils/PausableUpgradeable.sol";
import {Initializable} from "@openzeppelin/contracts/proxy/utils/Initializable.sol";

/// @dev What every release of the vault does. Each release runs all of it.
abstract contract HarborVaultBehavior is HarborTest {
    /* ───────────────────────────── depositors ───────────────────────────── */

    function testFuzz_redeem_neverPaysMoreThanDeposited(uint256 assets, uint256 donation) public {
        assets = bound(assets, 1, 5_000_000e6);
        _deposit(alice, 100_000e6);
        asset.mint(address(vault), bound(donation, 0, 1_000_000e6));
        uint256 shares = _deposit(bob, assets);
        vm.prank(bob);
        assertLe(vault.redeem(shares, bob, bob), assets);
    }

    function testFuzz_deposit_roundTripLosesAtMostOneUnit(uint256 assets) public {
        assets = bound(assets, 1, 5_000_000e6);
        _seed();
        skip(30 days);
        uint256 shares = _deposit(mallory, assets);
        vm.prank(mallory);
        assertApproxEqAbs(vault.redeem(shares, mallory, mallory), assets, 1);
    }

    function testFuzz_deposit_donationDoesNotRobTheNext(uint256 donation) public {
        donation = bound(donation, 1e6, 1_000_000e6);
        _deposit(mallory, 1);
        asset.mint(address(vault), donation);
        _deposit(alice, 10_000e6);
        assertApproxEqRel(vault.convertToAssets(vault.balanceOf(alice)), 10_000e6, 0.001e18);
        assertLt(vault.convertToAssets(vault.balanceOf(mallory)), donation, "donating never pays");
    }

    function test_deposit_revertsWith_ERC4626ExceededMaxDeposit() public {
        _deposit(alice, DEPOSIT_CAP - 1e6);
        assertEq(vault.maxDeposit(bob), 1e6);
        vm.expectRevert(
            abi.encodeWithSelector(
                ERC4626Upgradeable.ERC4626ExceededMaxDeposit.selector, bob, 1e6 + 1, 1e6
            )
        );
        vault.deposit(1e6 + 1, bob);
    }

    function test_withdraw_pullsFromStrategies() public {
        _seed();
        assertEq(asset.balanceOf(address(vault)), 550_000e6);
        vm.prank(alice);
        vault.withdraw(600_000e6, alice, alice);
        assertEq(asset.balanceOf(alice), 600_000e6);
        assertEq(vault.strategyAssets(), 250_000e6);
    }

    function test_maxRedeem_whenLiquidityIsLent() public {
        _deposit(alice, 100_000e6);
        _depositCollateral(carol, 100e18);
        _borrow(carol, 90_000e6);
        assertApproxEqAbs(vault.maxWithdraw(alice), 10_000e6, 1);
        uint256 shares = vault.maxRedeem(alice);
        vm.prank(alice);
        vault.redeem(shares, alice, alice);
    }

    function test_withdraw_whenPaused() public {
        _seed();
        vm.prank(guardian);
        vault.pause("drill");
        assertEq(vault.maxDeposit(bob), 0);
        vm.prank(alice);
        vault.withdraw(1_000e6, alice, alice);
    }

    /* ───────────────────────────── borrowers ───────────────────────────── */

    /// @dev A debt is rounded up when it is stored and again when it is read: hence the unit of tolerance.
    function testFuzz_borrow_upToTheBound(uint256 amount, uint256 rate) public {
        amount = bound(amount, 1e16, 1_000e18);
        rate = bound(rate, 1e6, 6_000e6);
        _deposit(alice, DEPOSIT_CAP);
        _report(rate);
        _depositCollateral(carol, amount);
        uint256 maxDebt = (amount * rate / 1e18) * 7_500 / 10_000;

        vm.expectPartialRevert(IHarborVault.HarborVaultUnhealthyPosition.selector);
        vm.prank(carol);
        vault.borrow(maxDebt + 1, carol);

        _borrow(carol, maxDebt - 1);
        assertEq(asset.balanceOf(carol), maxDebt - 1);
        assertApproxEqAbs(vault.debtOf(carol), maxDebt - 1, 1);
    }

    function test_borrow_revertsWith_HarborVaultInsufficientLiquidity() public {
        _deposit(alice, 1_000e6);
        _depositCollateral(carol, 1e18);
        vm.expectRevert(
            abi.encodeWithSelector(
                IHarborVault.HarborVaultInsufficientLiquidity.selector, 1_000e6, 1_000e6 + 1
            )
        );
        vm.prank(carol);
        vault.borrow(1_000e6 + 1, carol);
    }

    function test_borrow_revertsWith_HarborRateAdapterStaleRate() public {
        _seed();
        skip(MAX_AGE + 1);
        vm.expectRevert(
            abi.encodeWithSelector(
                IHarborRateAdapter.HarborRateAdapterStaleRate.selector,
                block.timestamp - adapter.updatedAt(),
                MAX_AGE
            )
        );
        vm.prank(carol);
        vault.borrow(1, carol);
    }

    function test_borrow_revertsWith_EnforcedPause() public {
        _seed();
        vm.prank(guardian);
        vault.pause("drill");
        vm.expectRevert(PausableUpgradeable.EnforcedPause.selector);
        vm.prank(carol);
        vault.borrow(1, carol);
    }

    function test_withdrawCollateral_withoutDebtNeedsNoRate() public {
        _depositCollateral(carol, 5e18);
        skip(MAX_AGE + 1);
        vm.prank(carol);
        vault.withdrawCollateral(5e18, carol);
        assertEq(collateral.balanceOf(carol), 5e18);
    }

    function test_withdrawCollateral_revertsWith_HarborVaultInsufficientCollateral() public {
        _depositCollateral(carol, 5e18);
        vm.expectRevert(
            abi.encodeWithSelector(
                IHarborVault.HarborVaultInsufficientCollateral.selector, 5e18, 5e18 + 1
            )
        );
        vm.prank(carol);
        vault.withdrawCollateral(5e18 + 1, carol);
    }

    function testFuzz_repay_endsTheDebt(uint256 assets, uint256 elapsed) public {
        assets = bound(assets, 1, 150_000e6);
        elapsed = bound(elapsed, 0, 3650 days);
        _deposit(alice, 1_000_000e6);
        _depositCollateral(carol, 100e18);
        _borrow(carol, assets);
        skip(elapsed);
        uint256 debt = vault.debtOf(carol);
        assertGe(debt, assets);
        assertEq(_repay(carol, debt + 1e6), debt, "never takes more than the debt");
        assertEq(vault.debtOf(carol), 0);
        assertEq(vault.totalDebt(), 0);
        vm.prank(carol);
        vault.withdrawCollateral(100e18, carol);
    }

    /* ───────────────────────────── interest, fee, liquidation ───────────────────────────── */

    function test_collectFees_paysTheTreasury() public {
        _seed();
        uint256 debt = vault.totalDebt();
        uint256 assets = vault.totalAssets();
        skip(365 days);
        uint256 interest = vault.totalDebt() - debt;
        assertApproxEqRel(interest, debt / 20, 1e12);
        assertEq(vault.accruedFees(), interest / 10);
        assertEq(vault.totalAssets(), assets + interest - interest / 10);

        uint256 paid = vault.collectFees();
        assertEq(paid, interest / 10);
        assertEq(asset.balanceOf(address(treasury)), paid);
        assertEq(vault.accruedFees(), 0);
        assertEq(vault.totalAssets(), assets + interest - paid);
    }

    function test_setBorrowRate_keepsThePast() public {
        _seed();
        skip(100 days);
        uint256 debt = vault.debtOf(carol);
        vm.prank(address(timelockA));
        vault.setBorrowRate(0);
        assertEq(vault.debtOf(carol), debt);
        skip(100 days);
        assertEq(vault.debtOf(carol), debt);
    }

    function test_liquidate_revertsWith_HarborVaultHealthyPosition() public {
        _seed();
        vm.expectRevert(
            abi.encodeWithSelector(
                IHarborVault.HarborVaultHealthyPosition.selector, vault.debtOf(carol), 240_000e6
            )
        );
        vault.liquidate(carol, 1e6);
    }

    function test_liquidate_whenUnhealthy() public {
        _seed();
        _report(1_800e6);
        asset.mint(mallory, 10_500e6);
        vm.startPrank(mallory);
        asset.approve(address(vault), 10_500e6);
        (uint256 repaid, uint256 seized) = vault.liquidate(carol, 10_500e6);
        vm.stopPrank();
        assertEq(repaid, 10_500e6);
        assertEq(seized, 6.125e18, "worth 5 % more than was repaid");
        assertEq(collateral.balanceOf(mallory), seized);
        assertApproxEqAbs(vault.debtOf(carol), 139_500e6, 1);
    }

    function testFuzz_liquidate_writesOffWhatNothingCovers(uint256 rate) public {
        _seed();
        _report(rate = bound(rate, 1e6, 1_500e6));
        uint256 worth = vault.totalAssets();
        asset.mint(mallory, 200_000e6);
        vm.startPrank(mallory);
        asset.approve(address(vault), 200_000e6);
        (uint256 repaid, uint256 seized) = vault.liquidate(carol, type(uint256).max);
        vm.stopPrank();
        assertEq(seized, 100e18);
        assertEq(vault.debtOf(carol), 0);
        assertEq(vault.totalDebt(), 0);
        assertEq(vault.totalAssets(), worth - 150_000e6 + repaid);
        assertGe(repaid * 10_500 / 10_000 + 1, 100 * rate - 1, "no discount beyond the bonus");
    }

    /* ───────────────────────────── roles ───────────────────────────── */

    function testFuzz_ownerFunctions_revertWith_OwnableUnauthorizedAccount(address caller) public {
        vm.assume(caller != address(timelockA));
        bytes[] memory calls = new bytes[](9);
        calls[0] = abi.encodeCall(vault.addStrategy, (address(1)));
        calls[1] = abi.encodeCall(vault.removeStrategy, (address(strategies[0])));
        calls[2] = abi.encodeCall(vault.setRateAdapter, (address(1)));
        calls[3] = abi.encodeCall(vault.setGuardian, (address(1)));
        calls[4] = abi.encodeCall(vault.setAllocator, (address(1)));
        calls[5] = abi.encodeCall(vault.setFee, (address(1), 1));
        calls[6] = abi.encodeCall(vault.setDepositCap, (1));
        calls[7] = abi.encodeCall(vault.setBorrowRate, (1));
        calls[8] = abi.encodeCall(vault.unpause, ());
        bytes memory expected =
            abi.encodeWithSelector(OwnableUpgradeable.OwnableUnauthorizedAccount.selector, caller);
        for (uint256 i = 0; i < calls.length; ++i) {
            vm.prank(caller);
            (bool success, bytes memory reason) = address(vault).call(calls[i]);
            assertFalse(success);
            assertEq(reason, expected);
        }
    }

    function test_allocate_revertsWith_HarborVaultUnauthorized() public {
        _deposit(alice, 1_000e6);
        vm.expectRevert(
            abi.encodeWithSelector(IHarborVault.HarborVaultUnauthorized.selector, guardian)
        );
        vm.prank(guardian);
        vault.allocate(address(strategies[0]), 1);
    }

    function test_allocate_revertsWith_HarborVaultUnknownStrategy() public {
        vm.expectRevert(
            abi.encodeWithSelector(IHarborVault.HarborVaultUnknownStrategy.selector, mallory)
        );
        vm.prank(allocator);
        vault.allocate(mallory, 0);
    }

    function test_deallocate_byGuardianWhilePaused() public {
        _seed();
        vm.startPrank(guardian);
        vault.pause("market in trouble");
        vault.deallocate(address(strategies[1]), 100_000e6);
        vm.stopPrank();
        assertEq(strategies[1].totalAssets(), 0);
    }

    function test_pause_revertsWith_HarborVaultUnauthorized() public {
        vm.expectRevert(
            abi.encodeWithSelector(IHarborVault.HarborVaultUnauthorized.selector, mallory)
        );
        vm.prank(mallory);
        vault.pause("grief");
    }

    function test_setFee_revertsWith_HarborVaultFeeTooHigh() public {
        vm.startPrank(address(timelockA));
        vault.setFee(bob, 2_000);
        vm.expectRevert(
            abi.encodeWithSelector(IHarborVault.HarborVaultFeeTooHigh.selector, 2_001, 2_000)
        );
        vault.setFee(bob, 2_001);
        vm.stopPrank();
    }

    function test_removeStrategy_takesEverythingBack() public {
        _seed();
        uint256 worth = vault.totalAssets();
        vm.prank(address(timelockA));
        vault.removeStrategy(address(strategies[0]));
        assertEq(vault.strategies().length, 2);
        assertEq(vault.totalAssets(), worth);
        assertEq(asset.balanceOf(address(vault)), 650_000e6);
    }

    function test_initialize_revertsWith_InvalidInitialization() public {
        IHarborVault.InitializeParameters memory parameters;
        vm.expectRevert(Initializable.InvalidInitialization.selector);
        vault.initialize(parameters);
        HarborVault implementation = HarborVault(_implementationOf(address(vault)));
        vm.expectRevert(Initializable.InvalidInitialization.selector);
        implementation.initialize(parameters);
    }
}
