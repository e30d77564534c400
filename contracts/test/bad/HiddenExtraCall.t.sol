// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {HarborTreasury} from "../../src/HarborTreasury.sol";
import {HarborVaultV2} from "../../src/vault/HarborVaultV2.sol";
import {HarborTest} from "../base/HarborTest.sol";
import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";

/// @dev BAD PATCH, class hidden extra call: the good upgrade, and one call more in the same batch. No contract is
/// bad here. Yearn's treasury moved its whole balance in one of thirty orders of one transaction (2023-12-11),
/// Radiant's signers saw another payload than they signed (2024-10-16, 50 million).
contract HiddenExtraCallTest is HarborTest {
    address[] private targets;
    uint256[] private values;
    bytes[] private payloads;

    function setUp() public override {
        super.setUp();
        _seed();
        asset.mint(address(treasury), 75_000e6);
        _add(
            address(vault),
            abi.encodeCall(
                UUPSUpgradeable.upgradeToAndCall,
                (
                    address(new HarborVaultV2()),
                    abi.encodeCall(HarborVaultV2.initializeV2, (BORROW_CAP))
                )
            )
        );
    }

    function _add(address target, bytes memory payload) private {
        targets.push(target);
        values.push(0);
        payloads.push(payload);
    }

    function _executeBatch() private {
        vm.prank(council);
        timelockA.scheduleBatch(targets, values, payloads, 0, 0, DELAY);
        skip(DELAY);
        timelockA.executeBatch(targets, values, payloads, 0, 0);
        assertEq(vault.version(), "2.0.0", "the patch itself is there in both cases");
    }

    function test_hiddenApproval_emptiesTheTreasury() public {
        _add(
            address(treasury),
            abi.encodeCall(HarborTreasury.approve, (asset, mallory, type(uint256).max))
        );
        _executeBatch();
        vm.prank(mallory);
        asset.transferFrom(address(treasury), mallory, 75_000e6);
        assertEq(asset.balanceOf(mallory), 75_000e6);
    }

    function test_hiddenGrant_makesAProposer() public {
        bytes32 role = timelockA.PROPOSER_ROLE();
        _add(address(timelockA), abi.encodeCall(timelockA.grantRole, (role, mallory)));
        _executeBatch();
        assertTrue(timelockA.hasRole(role, mallory));
    }

    function test_batchWithoutExtra_touchesNothingElse() public {
        _executeBatch();
        assertEq(asset.allowance(address(treasury), mallory), 0);
        assertEq(asset.balanceOf(address(treasury)), 75_000e6);
        assertFalse(timelockA.hasRole(timelockA.PROPOSER_ROLE(), mallory));
    }
}
