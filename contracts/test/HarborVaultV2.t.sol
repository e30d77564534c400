// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {IHarborVault} from "../src/interfaces/IHarborVault.sol";
import {HarborVaultV2} from "../src/vault/HarborVaultV2.sol";
import {HarborVaultBehavior} from "./base/HarborVaultBehavior.sol";
import {
    OwnableUpgradeable
} from "@openzeppelin/contracts-upgradeable/access/OwnableUpgradeable.sol";
import {Initializable} from "@openzeppelin/contracts/proxy/utils/Initializable.sol";

contract HarborVaultV2Test is HarborVaultBehavior {
    HarborVaultV2 private patched;

    function setUp() public override {
        super.setUp();
        patched = _upgradeVaultToV2();
        _report(RATE);
    }

    function test_version_isTheSecond() public view {
        assertEq(patched.version(), "2.0.0");
        assertEq(patched.borrowCap(), BORROW_CAP);
    }

    function testFuzz_withdrawCollateral_keepsDebtCovered(
        uint256 amount,
        uint256 assets,
        uint256 out
    ) public {
        amount = bound(amount, 1e18, 1_000e18);
        _deposit(alice, DEPOSIT_CAP);
        _depositCollateral(carol, amount);
        _borrow(carol, assets = bound(assets, 1, amount * RATE / 1e18 * 3 / 4 - 1));
        out = bound(out, 1, amount);
        uint256 debt = patched.debtOf(carol);
        uint256 maxDebt = ((amount - out) * RATE / 1e18) * 7_500 / 10_000;
        if (debt > maxDebt) {
            vm.expectRevert(
                abi.encodeWithSelector(
                    IHarborVault.HarborVaultUnhealthyPosition.selector, debt, maxDebt
                )
            );
        }
        vm.prank(carol);
        patched.withdrawCollateral(out, carol);
    }

    function test_borrow_revertsWith_HarborVaultBorrowCapExceeded() public {
        _deposit(alice, DEPOSIT_CAP);
        _depositCollateral(carol, 10_000e18);
        _borrow(carol, BORROW_CAP);
        vm.expectRevert(
            abi.encodeWithSelector(
                HarborVaultV2.HarborVaultBorrowCapExceeded.selector, BORROW_CAP + 1, BORROW_CAP
            )
        );
        vm.prank(carol);
        patched.borrow(1, carol);
    }

    function test_initializeV2_revertsWith_InvalidInitialization() public {
        vm.expectRevert(Initializable.InvalidInitialization.selector);
        vm.prank(address(timelockA));
        patched.initializeV2(1);
    }

    function test_setBorrowCap_revertsWith_OwnableUnauthorizedAccount() public {
        vm.expectRevert(
            abi.encodeWithSelector(OwnableUpgradeable.OwnableUnauthorizedAccount.selector, mallory)
        );
        vm.prank(mallory);
        patched.setBorrowCap(0);
    }
}
