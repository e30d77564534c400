// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {HarborVault} from "../src/vault/HarborVault.sol";
import {HarborVaultV0} from "../src/vault/HarborVaultV0.sol";
import {HarborVaultV2} from "../src/vault/HarborVaultV2.sol";
import {HarborTest} from "./base/HarborTest.sol";
import {
    OwnableUpgradeable
} from "@openzeppelin/contracts-upgradeable/access/OwnableUpgradeable.sol";
import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";
import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";

/// @dev The way a patch goes: scheduled by the council, open to the guardian's veto, executed by anyone.
contract HarborUpgradeTest is HarborTest {
    bytes private upgrade;
    bytes32 private id;

    function setUp() public override {
        super.setUp();
        _seed();
        upgrade = abi.encodeCall(
            UUPSUpgradeable.upgradeToAndCall,
            (address(new HarborVaultV2()), abi.encodeCall(HarborVaultV2.initializeV2, (BORROW_CAP)))
        );
        id = timelockA.hashOperation(address(vault), 0, upgrade, 0, 0);
        vm.prank(council);
        timelockA.schedule(address(vault), 0, upgrade, 0, 0, DELAY);
    }

    function test_execute_byAnyoneAfterTheDelay() public {
        skip(DELAY);
        vm.prank(mallory);
        timelockA.execute(address(vault), 0, upgrade, 0, 0);
        assertEq(vault.version(), "2.0.0");
    }

    function test_execute_revertsWith_TimelockUnexpectedOperationState() public {
        skip(DELAY - 1);
        vm.expectPartialRevert(TimelockController.TimelockUnexpectedOperationState.selector);
        timelockA.execute(address(vault), 0, upgrade, 0, 0);
    }

    function test_cancel_byTheGuardian() public {
        vm.prank(guardian);
        timelockA.cancel(id);
        skip(DELAY);
        vm.expectPartialRevert(TimelockController.TimelockUnexpectedOperationState.selector);
        timelockA.execute(address(vault), 0, upgrade, 0, 0);
    }

    function test_upgradeToAndCall_revertsWith_OwnableUnauthorizedAccount() public {
        address implementation = address(new HarborVaultV2());
        vm.expectRevert(
            abi.encodeWithSelector(OwnableUpgradeable.OwnableUnauthorizedAccount.selector, council)
        );
        vm.prank(council);
        vault.upgradeToAndCall(implementation, "");
    }

    function test_upgrade_keepsTheBooks() public {
        skip(DELAY);
        bytes32 before = _books();
        timelockA.execute(address(vault), 0, upgrade, 0, 0);
        assertEq(_books(), before);
    }

    function test_upgrade_thereAndBack() public {
        address first = _implementationOf(address(vault));
        bytes32 before = _books();
        vm.startPrank(address(timelockA));
        vault.upgradeToAndCall(address(new HarborVaultV0()), "");
        assertEq(vault.version(), "0.9.0");
        vault.upgradeToAndCall(address(new HarborVaultV2()), "");
        vault.upgradeToAndCall(first, "");
        vm.stopPrank();
        assertEq(_books(), before);
    }

    /// @dev Everything a user or the council could read, in one word.
    function _books() private view returns (bytes32) {
        bytes memory settings = abi.encode(
            vault.owner(),
            vault.guardian(),
            vault.allocator(),
            vault.rateAdapter(),
            vault.collateral(),
            vault.feeRecipient(),
            vault.feeBps(),
            vault.depositCap(),
            vault.borrowRate(),
            vault.strategies()
        );
        return keccak256(
            abi.encode(
                settings,
                vault.name(),
                vault.totalSupply(),
                vault.balanceOf(alice),
                vault.totalAssets(),
                vault.totalDebt(),
                vault.accruedFees(),
                vault.debtOf(carol),
                vault.collateralOf(carol)
            )
        );
    }
}
